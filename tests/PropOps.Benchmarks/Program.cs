using System.Globalization;
using PropOps.Benchmarks.Bare;
using PropOps.Benchmarks.Filling;
using PropOps.Benchmarks.Measuring;

switch (args)
{
    case ["bare"]:
        await BareServer.Run();
        return 0;
    case ["measure", var program, var scripts, .. var parts]:
        return await new LoadTest(program, scripts).Run(parts.FirstOrDefault());
    case ["fill", var jobs]:
        await Installation.OnPostgres(LoadTest.Postgres, LoadTest.Redis, Path.GetTempPath(), int.Parse(jobs, CultureInfo.InvariantCulture));
        return 0;
    case ["searches", var jobs]:
        return await Searches.Run(int.Parse(jobs, CultureInfo.InvariantCulture));
    case ["stages"]:
        return await Stages.Run();
    default:
        await Console.Error.WriteLineAsync($"usage: {BareServer.Usage}\n       {LoadTest.Usage}\n       fill JOBS\n       {Searches.Usage}\n       {Stages.Usage}");
        return 2;
}
