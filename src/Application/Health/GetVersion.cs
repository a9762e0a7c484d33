using System.Text.Json.Serialization;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Passwords;
using PropOps.Application.Persistence;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;

namespace PropOps.Application.Health;

/// <summary>Which product this is and what it can do here. Who is not signed in learns only which passwords it takes.</summary>
[Anyone]
public sealed record GetVersion;

public sealed record VersionAnswer
{
    internal const string OpenSource = "open source";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Version { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Commit { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Api { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Runtime { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Database { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Licence { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Features? Features { get; init; }

    public required PasswordRules PasswordPolicy { get; init; }
}

/// <summary>What is configured.</summary>
/// <param name="Ai">null where nothing analyses anything.</param>
public sealed record Features(bool Whatsapp, bool N8n, string? Ai, bool Push, bool InboundMail);

public sealed record PasswordRules(int MinLength, int MaxLength, IReadOnlyList<string> Needs, bool RefusesBreached, int History)
{
    public static PasswordRules Ours { get; } = new(PasswordPolicy.Shortest, PasswordPolicy.Longest, PasswordPolicy.Needs, RefusesBreached: true, User.RememberedPasswords);
}

internal sealed class GetVersionHandler(ICurrentUser currentUser, InstallationHealth health, ThisNode node, ThisBuild build, IDatabaseKind database) : IHandler<GetVersion, VersionAnswer>
{
    private const string ApiVersion = "1";

    public async Task<VersionAnswer> Handle(GetVersion request, CancellationToken cancellationToken)
    {
        if (currentUser.Caller is not { } caller)
        {
            return new VersionAnswer { PasswordPolicy = PasswordRules.Ours };
        }

        var isStaff = caller.Type == AccountType.Staff;
        return new VersionAnswer
        {
            Version = node.Version,
            Commit = isStaff ? build.Commit : null,
            Api = ApiVersion,
            Runtime = isStaff ? build.Runtime : null,
            Database = database.Name,
            Licence = VersionAnswer.OpenSource,
            Features = FeaturesOf((await health.Latest(cancellationToken)).Components),
            PasswordPolicy = PasswordRules.Ours,
        };
    }

    // What is off on purpose has no component, or one that says so (HEALTH-2).
    private static Features FeaturesOf(IReadOnlyList<HealthComponent> components)
    {
        return new Features(
            Has(HealthComponentName.Whatsapp), Has(HealthComponentName.N8n), Has(HealthComponentName.Ai) ? "endpoint" : null, Has(HealthComponentName.Push), InboundMail: false);

        bool Has(HealthComponentName name) => components.Any(component => component.Name == name && component.Status != HealthStatus.NotConfigured);
    }
}
