// Each fixture has processes and folders of its own, and most of its time it waits for them: more of them than the machine has cores.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
