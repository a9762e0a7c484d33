using PropOps.WebApi.Hosting;

return await new CommandLine(args).Run();
