"""`python -m bcm_formal` is `bcm`."""

from __future__ import annotations

from bcm_formal.cli import main

if __name__ == "__main__":
    main()
