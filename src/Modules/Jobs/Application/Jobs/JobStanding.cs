using PropOps.Application.Contracts.Finance;
using PropOps.Application.Identity;
using PropOps.Application.Settings;
using PropOps.Jobs.Domain.Jobs;

namespace PropOps.Jobs.Application.Jobs;

/// <summary>How the caller and the books stand to a job: what the state machine asks beside the job itself.</summary>
internal sealed class JobStanding(IJobFinanceState finance, ISettings settings, OrganisationDays days, ICurrentUser currentUser)
{
    private const string ManageKey = "api.jobs.manage.manage";
    private const string TransitionsKey = "api.jobs.transitions.manage";
    private static readonly JobAction[] Managed = [JobAction.Create, JobAction.Assign, JobAction.Unassign, JobAction.Archive, JobAction.Unarchive, JobAction.Delete];

    public async Task<JobCircumstances> Of(Job job, CancellationToken cancellationToken)
    {
        var money = (await finance.Of([job.Id], cancellationToken))[job.Id];
        return OfCaller(new JobMoney(
            money.IsLocked, money.IsSettled || !settings.Get(JobSettings.CloseRequiresSettlement), money.HasRecords, money.InvoiceNo, money.PaymentStatus));
    }

    /// <summary>How the caller stands to any job, whatever its books say: enough for a question about visits.</summary>
    public JobCircumstances OfCaller() => OfCaller(JobMoney.None);

    private JobCircumstances OfCaller(JobMoney money) => new(JobCircumstances.PartyOf(currentUser.Actor.AccountType), money)
    {
        Permitted = [.. Enum.GetValues<JobAction>().Where(MayDo)],
        Today = days.Today,
        ContractorsMaySchedule = settings.Get(JobSettings.ContractorsMaySchedule),
    };

    private bool MayDo(JobAction action) => currentUser.Caller is not { } caller || caller.Holds(Managed.Contains(action) ? ManageKey : TransitionsKey);
}
