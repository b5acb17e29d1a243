"""`python -m benchmarks` measures everything."""

from benchmarks.bench import main

main()
