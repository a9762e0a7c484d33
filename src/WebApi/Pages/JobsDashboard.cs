using Hangfire;
using Hangfire.Dashboard;
using PropOps.Domain.Kernel;

namespace PropOps.WebApi.Pages;

/// <summary>Hangfire's dashboard of the background jobs, behind the product's own door.</summary>
internal static class JobsDashboard
{
    public static void MapJobsDashboard(this IEndpointRouteBuilder routes)
    {
        // Made by the first who asks: the storage may want a database that is not there yet, and then the next one tries again.
        var dashboard = new Lazy<RequestDelegate>(() => Build(routes), LazyThreadSafetyMode.PublicationOnly);
        var door = new DashboardDoor(http => dashboard.Value(http));
        routes.Map($"{DashboardDoor.Path}/{{**page}}", door.Enter).WithMetadata(new AnswersWithPages(DashboardDoor.Refuse));
    }

    private static RequestDelegate Build(IEndpointRouteBuilder routes)
    {
        var pipeline = routes.CreateApplicationBuilder();
        pipeline.UsePathBase(DashboardDoor.Path);
        pipeline.UseMiddleware<AspNetCoreDashboardMiddleware>(
            routes.ServiceProvider.GetRequiredService<JobStorage>(),
            new DashboardOptions
            {
                DashboardTitle = "PropOps background jobs",
                AppPath = SignInPage.Path,
                Authorization = [],
                IsReadOnlyFunc = context => !DashboardDoor.MayPressButtons(context.GetHttpContext()),
                DisplayStorageConnectionString = false,
            },
            DashboardRoutes.Routes);
        pipeline.Run(_ => throw new NotFoundRefusal("Page"));
        return pipeline.Build();
    }
}
