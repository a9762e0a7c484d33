// Every fixture has an installation of its own. Those that compare times, or ask many things at once themselves, run alone.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
