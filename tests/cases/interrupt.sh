#!/bin/bash
# Workers survive an interrupt. Usage: interrupt.sh BCM MODEL [SECONDS] [SIGNAL]
BCM=$1; MODEL=$2; S=${3:-8}; HOW=${4:-INT}
"$BCM" check "$MODEL" --fresh >/dev/null 2>&1 & P=$!
sleep "$S"; K=$(pgrep -P $P); echo "workers: $K"
kill -$HOW $P; wait $P; echo "exit code $?"; sleep 2
for k in $K; do [ -d /proc/$k ] && [ "$(awk '{print $3}' /proc/$k/stat)" != Z ] && { echo "still there after 2 s: $k $(cat /proc/$k/wchan)"; kill -KILL $k; }; done
