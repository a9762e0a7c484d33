using Microsoft.Extensions.DependencyInjection;
using PropOps.Application.Contracts.Jobs;
using PropOps.Application.Search;
using PropOps.Application.Sync;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Pickers;
using PropOps.Jobs.Application.Schedule;
using PropOps.Jobs.Application.Search;
using PropOps.Jobs.Application.Sync;
using PropOps.Jobs.Application.Transitions;
using PropOps.Jobs.Application.Visibility;
using PropOps.Jobs.Application.Visits;

namespace PropOps.Jobs.Application;

public static class JobsSetup
{
    public static IServiceCollection AddJobsUseCases(this IServiceCollection services) => services
        .AddAutoMapper(typeof(LookupMaps))
        .AddScoped<JobViewers>()
        .AddScoped<VisibleJobs>()
        .AddScoped<References>()
        .AddSingleton<RememberedRows>()
        .AddScoped<JobRows>()
        .AddScoped<JobDetailReader>()
        .AddScoped<JobStanding>()
        .AddScoped<JobTransitions>()
        .AddScoped<ScheduledSteps>()
        .AddScoped<JobInput>()
        .AddScoped<JobLabels>()
        .AddScoped<JobWarnings>()
        .AddScoped<ContractorAssignment>()
        .AddScoped<DoubleBooking>()
        .AddScoped<VisitSteps>()
        .AddScoped<VisitRows>()
        .AddScoped<JobEventFacts>()
        .AddScoped<VisitEventFacts>()
        .AddScoped<ISearchedRecords, SearchedJobs>()
        .AddScoped<ISyncedRecords, SyncedJobs>()
        .AddScoped<JobChanges>()
        .AddScoped<MatchingJobs>()
        .AddScoped<MatchingVisits>()
        .AddScoped<JobPickers>()
        .AddScoped<IJobParties, JobPartiesReader>()
        .AddScoped<IRecordUse, JobsOfAccounts>();
}
