using Microsoft.Extensions.DependencyInjection;

namespace PropOps.Application.Files;

public static class FilesSetup
{
    public static IServiceCollection AddRecordFiles(this IServiceCollection services) => services.AddScoped<RecordFiles>();
}
