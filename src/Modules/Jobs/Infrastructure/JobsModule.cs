using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PropOps.Infrastructure;
using PropOps.Infrastructure.Modules;
using PropOps.Jobs.Application;

namespace PropOps.Jobs.Infrastructure;

public sealed class JobsModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddUseCases(typeof(JobsSetup).Assembly)
        .AddJobsUseCases();

    public void ConfigureModel(ModelBuilder model) => model.ApplyConfigurationsFromAssembly(typeof(JobsModule).Assembly);
}
