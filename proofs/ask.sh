#!/bin/sh
# sh ask.sh DIR SOLVER...   asks each SOLVER every script (*.smt2) in DIR and its folders.
# A SOLVER is a command that takes a file: z3, "cvc5 --incremental", or what you like.
# A script holds several questions; it is proved if the solver answers each of them with `unsat` and says nothing else.
# Exit code: 0 all is proved, 1 something is not, 2 there is nothing to ask.
set -u
[ $# -ge 2 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
dir=$1
shift
scripts=$(find "$dir" -name '*.smt2' | sort)
[ -n "$scripts" ] || { echo "there are no scripts in $dir" >&2; exit 2; }
IFS='
'
code=0
for solver in "$@"; do
    all=0
    for script in $scripts; do
        questions=$(grep -c '^(check-sat)$' "$script")
        answers=$(unset IFS; $solver "$script" 2>&1 | uniq -c | sed 's/^ *//')
        if [ "$questions" -gt 0 ] && [ "$answers" = "$questions unsat" ]; then
            all=$((all + questions))
        else
            echo "NOT PROVED by $solver: $script"
            code=1
        fi
    done
    echo "$solver: $all questions answered with unsat"
done
exit $code
