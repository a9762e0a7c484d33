using PropOps.Benchmarks.Bare;
using PropOps.Benchmarks.Measuring;

switch (args)
{
    case ["bare"]:
        await BareServer.Run();
        return 0;
    case ["measure", var program, var scripts]:
        return await new LoadTest(program, scripts).Run();
    case ["stages"]:
        return await Stages.Run();
    default:
        await Console.Error.WriteLineAsync($"usage: {BareServer.Usage}\n       {LoadTest.Usage}\n       {Stages.Usage}");
        return 2;
}
