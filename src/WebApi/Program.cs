using PropOps.WebApi.Hosting;

return await PropOpsHost.Run(args);
