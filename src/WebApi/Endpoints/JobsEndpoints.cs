using PropOps.Application.Sync;
using PropOps.Application.UseCases;
using PropOps.Jobs.Application.Archive;
using PropOps.Jobs.Application.AssignmentNotification;
using PropOps.Jobs.Application.Bulk;
using PropOps.Jobs.Application.Delete;
using PropOps.Jobs.Application.Export;
using PropOps.Jobs.Application.History;
using PropOps.Jobs.Application.Jobs;
using PropOps.Jobs.Application.Pickers;
using PropOps.Jobs.Application.Pins;
using PropOps.Jobs.Application.Transitions;
using PropOps.Jobs.Application.Visits;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Endpoints;

internal sealed class JobsEndpoints : IEndpoints
{
    public void Map(OperationTable api)
    {
        api.Get("/api/jobs/manage")
            .Default<ListJobs, SyncPage<JobRow>>("list").OrCsv<ListJobs, JobRow>("jobs", JobColumns.Exported)
            .Action<GetJob, JobDetail>("get").WithETag()
            .Action<GetJobLookups, JobLookups>("get_lookups").WithETag()
            .Action<GetFileTypes, FileTypes>("get_file_types")
            .Action<GetCreators, Page<PickedAccount>>("get_creators")
            .Action<GetJobAgents, Page<PickedPerson>>("get_job_agents")
            .Action<GetJobContractors, Page<PickedPerson>>("get_job_contractors")
            .Action<GetJobClients, Page<PickedPerson>>("get_job_clients")
            .Action<ListCommits, CommitPage>("list_commits")
            .Action<GetAssignmentNotificationState, AssignmentNotificationState>("get_assignment_notification_state")
            .Action<PreviewDelete, DeletePreview>("preview_delete");
        api.Post("/api/jobs/manage")
            .Default<CreateJob, SavedJob>("create")
            .Action<UpdateJob, SavedJob>("update")
            .Action<DeleteJob, Reply<DeletedJob>>("delete")
            .Action<SendAssignmentNotification, AssignmentNotificationSent>("send_assignment_notification").Saying("Assignment notification queued")
            .Action<ArchiveJob, Reply<JobRow>>("archive")
            .Action<UnarchiveJob, Reply<JobRow>>("unarchive")
            .Action<RestoreCommit, RestoredCommit>("restore_commit")
            .Action<BulkJobs, Reply<BulkOutcome>>("bulk");
        api.Post("/api/jobs/toggle-pin").Only<TogglePin, PinState>("jobs.toggle_pin.toggle");
        api.Post("/api/jobs/transitions")
            .Action<AcceptJob, Reply<JobRow>>("accept")
            .Action<DeclineJob, Reply<DeclinedJob>>("decline")
            .Action<ScheduleJob, Reply<SavedJob>>("schedule")
            .Action<StartJob, Reply<JobRow>>("start")
            .Action<HoldJob, Reply<JobRow>>("hold")
            .Action<ResumeJob, Reply<JobRow>>("resume")
            .Action<CompleteJob, Reply<JobDetail>>("complete")
            .Action<CancelJob, Reply<JobRow>>("cancel")
            .Action<CloseJob, Reply<JobRow>>("close")
            .Action<ReopenJob, Reply<JobRow>>("reopen");
        api.Get("/api/jobs/visits")
            .Default<ListVisits, SyncPage<VisitRow>>("list").OrCsv<ListVisits, VisitRow>("visits", VisitColumns.Exported);
        api.Post("/api/jobs/visits")
            .Action<ProposeVisit, Reply<ProposedVisit>>("propose")
            .Action<ConfirmVisit, Reply<ConfirmedVisit>>("confirm")
            .Action<CancelVisit, Reply<ChangedVisit>>("cancel")
            .Action<RecordOutcome, ChangedVisit>("outcome");
    }
}
