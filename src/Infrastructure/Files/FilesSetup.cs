using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Files;
using PropOps.Infrastructure.Configuration;

namespace PropOps.Infrastructure.Files;

internal static class FilesSetup
{
    public static IServiceCollection AddFiles(this IServiceCollection services) => services
        .AddSingleton<IFileStore, LocalFileStore>()
        .AddSingleton(provider => new HeifConverter(provider.GetRequiredService<DataFolder>()))
        .AddSingleton<IImageTool, SkiaImageTool>()
        .AddRecordFiles();
}
