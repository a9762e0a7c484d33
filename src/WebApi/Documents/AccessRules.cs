using System.Text.Json;
using NSwag;
using PropOps.Application.Identity.Gates;
using PropOps.Application.UseCases;
using PropOps.WebApi.Operations;

namespace PropOps.WebApi.Documents;

/// <summary>Who may call an operation, in words and as security requirements.</summary>
internal static class AccessRules
{
    private const string Bearer = "bearer";
    private const string Cookie = "cookie";

    public static void AddSchemes(IDictionary<string, OpenApiSecurityScheme> schemes)
    {
        schemes.Add(Bearer, new OpenApiSecurityScheme
        {
            Type = OpenApiSecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The token of a sign-in, or a personal token: 64 hexadecimal characters.",
        });
        schemes.Add(Cookie, new OpenApiSecurityScheme
        {
            Type = OpenApiSecuritySchemeType.ApiKey,
            In = OpenApiSecurityApiKeyLocation.Cookie,
            Name = Credentials.DefaultCookieName,
            Description = "The session of a browser. An installation may name the cookie differently.",
        });
    }

    /// <summary>One of these opens the path; the empty one stands for its operations that need no sign-in.</summary>
    public static List<OpenApiSecurityRequirement> Of(PathOperations path)
    {
        List<OpenApiSecurityRequirement> open = path.IsOpen ? [[]] : [];
        return path.Reachable.All(entrance => entrance.Operation.Access is AnyoneAttribute)
            ? open
            : [.. open, new() { [Bearer] = [] }, new() { [Cookie] = [] }];
    }

    public static string InWords(AccessAttribute access) => Who(access) + access switch
    {
        { Reauth: true } => ", who proved less than 15 minutes ago who they are",
        { OpenDuringFactorSetup: true } => ", one's own also while a second factor has to be set up",
        { Clears: not Gate.None } => $", also while the gate `{JsonNamingPolicy.SnakeCaseLower.ConvertName(access.Clears.ToString())}` stands",
        _ => "",
    };

    private static string Who(AccessAttribute access) => access switch
    {
        PermissionAttribute permission =>
            string.Join(" or ", permission.Also.Prepend(permission.Key).Select(key => $"`{key}`"))
            + (permission.OwnExempt ? ", for another account's record" : "")
            + string.Concat(permission.And.Select(key => $", in part `{key}` as well"))
            + (permission.AccountTypes.Length > 0 ? $", for {string.Join(", ", permission.AccountTypes)}" : ""),
        RolesAttribute roles => $"accounts with the role {string.Join(" or ", roles.Names)}",
        SignedInAttribute => "any signed-in account",
        _ => "anyone",
    };
}
