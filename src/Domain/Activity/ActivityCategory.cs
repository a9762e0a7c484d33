namespace PropOps.Domain.Activity;

public enum ActivityCategory
{
    /// <summary>Sign-ins, accounts and what they may do.</summary>
    Access,
    Jobs,
    People,
    Finance,
    Messages,
    Gdpr,
    Automation,
    Admin,
    Security,
    System,
}

/// <summary>What an activity is about, by the first word of its name: that of an operation, or of the event that it is called after.</summary>
public static class ActivityCategories
{
    public const string FailedSignIn = "failed_login";
    public const string Denied = "403_access_denied";
    public const string RefusedUpload = "upload_refused";

    public static ActivityCategory Of(string action) => action switch
    {
        FailedSignIn => ActivityCategory.Access,
        Denied or RefusedUpload => ActivityCategory.Security,
        _ => action.Split('.')[0] switch
        {
            "auth" or "user" or "users" => ActivityCategory.Access,
            "security" => ActivityCategory.Security,
            "job" or "jobs" or "visit" or "calendar" or "sla" or "compliance" => ActivityCategory.Jobs,
            "contractor" or "contractors" or "tenant" or "tenants" or "landlord" or "landlords" or "address" or "addresses" or "agents" or "branch" or "branches" or "imports" => ActivityCategory.People,
            "financial" or "finance" or "services" => ActivityCategory.Finance,
            "email" or "whatsapp" or "notifications" or "messages" or "feedback" => ActivityCategory.Messages,
            "gdpr" => ActivityCategory.Gdpr,
            "automation" or "n8n" => ActivityCategory.Automation,
            "admin" => ActivityCategory.Admin,
            _ => ActivityCategory.System,
        },
    };
}
