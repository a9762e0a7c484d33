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

/// <summary>What an activity is about, by the first word of its name.</summary>
public static class ActivityCategories
{
    public const string FailedSignIn = "failed_login";
    public const string Denied = "403_access_denied";

    public static ActivityCategory Of(string action) => action switch
    {
        FailedSignIn => ActivityCategory.Access,
        Denied => ActivityCategory.Security,
        _ => action.Split('.')[0] switch
        {
            "auth" or "users" or "email" when !action.StartsWith("email.send", StringComparison.Ordinal) => ActivityCategory.Access,
            "security" => ActivityCategory.Security,
            "jobs" or "calendar" or "sla" or "compliance" => ActivityCategory.Jobs,
            "contractors" or "tenants" or "landlords" or "addresses" or "agents" or "branches" or "imports" => ActivityCategory.People,
            "financial" or "finance" or "services" => ActivityCategory.Finance,
            "email" or "whatsapp" or "notifications" or "messages" or "feedback" => ActivityCategory.Messages,
            "gdpr" => ActivityCategory.Gdpr,
            "automation" or "n8n" => ActivityCategory.Automation,
            "admin" => ActivityCategory.Admin,
            _ => ActivityCategory.System,
        },
    };
}
