using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Search;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Search;

internal static class SearchSetup
{
    public static IServiceCollection AddSearch(this IServiceCollection services, DatabaseProvider database)
    {
        if (database == DatabaseProvider.Sqlite)
        {
            services.AddSingleton<SearchTables, SqliteSearchTables>();
        }
        else
        {
            services.AddSingleton<SearchTables, PostgresSearchTables>();
        }

        return services
            .AddScoped<NameTokens>()
            .AddScoped<INameBearers>(provider => provider.GetRequiredService<NameTokens>())
            .AddScoped<SearchIndex>()
            .AddScoped<ISearchIndex>(provider => provider.GetRequiredService<SearchIndex>())
            .AddScoped<IAccountSearch, AccountSearch>();
    }
}
