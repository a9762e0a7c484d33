using PropOps.Application.UseCases;
using PropOps.Jobs.Application.History;
using PropOps.Jobs.Application.Jobs;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

internal sealed class JobsEndpoints : IEndpoints
{
    public void Map(OperationTable api)
    {
        api.Get("/api/jobs/manage")
            .Default<ListJobs, Page<JobRow>>("list")
            .Action<GetJob, JobDetail>("get").WithETag()
            .Action<GetJobLookups, JobLookups>("get_lookups").WithETag()
            .Action<GetFileTypes, FileTypes>("get_file_types")
            .Action<ListCommits, CommitPage>("list_commits");
        api.Post("/api/jobs/manage")
            .Default<CreateJob, SavedJob>("create")
            .Action<UpdateJob, SavedJob>("update");
    }
}
