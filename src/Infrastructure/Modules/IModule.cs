using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PropOps.Infrastructure.Modules;

/// <summary>What a module brings to the house. <c>WebApi/ModuleCatalog.cs</c> is the one list of them.</summary>
public interface IModule
{
    void AddServices(IServiceCollection services, IConfiguration configuration);

    void ConfigureModel(ModelBuilder model);
}
