using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PropOps.ApiTests.Contract.Served;
using PropOps.ApiTests.Hosting;
using PropOps.Application.Identity;
using PropOps.Domain.Identity;
using PropOps.UnitTests.Contract;

namespace PropOps.ApiTests.Contract;

/// <summary>
/// Who may do what: every served operation, at each of its doors, asked by nobody, by each account type with exactly its key and
/// with every key but that one, with personal tokens limited to that key and to another, for records of their own and of somebody
/// else. What is expected is read from the contract.
/// </summary>
public sealed class MatrixTests(Column column) : ApiTest(column)
{
    private static readonly IReadOnlyList<ContractOperation> Operations = [.. WireContract.Read().Operations.OrderBy(operation => operation.Id, StringComparer.Ordinal)];

    private readonly List<DoorCase> _atTheDoor = [];
    private readonly List<DoorCase> _byScopedToken = [];
    private readonly List<RecordCase> _forRecords = [];
    private readonly List<CsrfCase> _withoutCsrf = [];
    private ICsrfTokens _csrf = null!;

    protected override IEnumerable<(string Key, string Value)> Settings =>
        [("Demo:Seed", "true"), ("RateLimiting:Multiplier", "1000"), ("Organisation:PortalAccess", "true")];

    protected override async Task Arrange()
    {
        _csrf = Installation.Services.GetRequiredService<ICsrfTokens>();
        foreach (var operation in Operations)
        {
            _atTheDoor.AddRange(AtTheDoor(operation));
            _byScopedToken.AddRange(operation.IsPublic ? [] : ByScopedToken(operation));
            if (operation.NeedsCsrf && !operation.IsPublic)
            {
                _withoutCsrf.Add(new CsrfCase(operation, RightPart(operation)));
            }
        }

        _forRecords.AddRange(
            from operation in Operations
            where Samples.RecordOf(operation) is not null
            from type in TypesOf(operation)
            select new RecordCase(operation, type));
        List<DoorCase> doors = [.. _atTheDoor, .. _byScopedToken];
        var cast = await Cast.Gather(Installation, [.. doors.Select(one => one.Part).OfType<Part>(), .. _withoutCsrf.Select(one => one.Part), .. _forRecords.Select(one => one.Part)]);
        var pools = await RecordPools.Fill(Installation, cast.Home);
        foreach (var one in doors.Where(one => one.Part is not null))
        {
            one.Player = cast.Take(one.Part!);
        }

        foreach (var one in _withoutCsrf)
        {
            one.Player = cast.Take(one.Part);
        }

        foreach (var one in _forRecords)
        {
            one.Player = cast.Take(one.Part);
            one.Draw(pools);
        }
    }

    [Test]
    public Task PERM_1_the_key_and_the_account_type_decide_who_is_let_in() => Try(_atTheDoor);

    /// <summary>TOK-2: the account holds everything, its token what it was limited to.</summary>
    [Test]
    public Task TOK_2_a_scoped_token_opens_what_its_scopes_cover() => Try(_byScopedToken);

    [Test]
    public async Task CSRF_1_a_state_changing_call_needs_its_token()
    {
        var faults = new Faults();
        await faults.Judge(_withoutCsrf, async one =>
        {
            var answer = await Http.Answer(one.Player.Signed(Draft.Empty(one.Operation).ToMessage(), csrf: null));
            if ((answer.Status, answer.Code) != (403, "csrf_invalid") || answer.Header("X-CSRF-Token") is null)
            {
                faults.Add($"{one}: {Faults.Describe(answer)}");
            }
        });
        faults.RequireNone();
    }

    /// <summary>AUD-1 and API-6, and each account type's view of the world: what is not theirs cannot be told from what is not there.</summary>
    [Test]
    public async Task A_record_of_others_is_as_absent_as_one_that_never_was()
    {
        var faults = new Faults();
        var trace = new ActivityTrace();
        await faults.Judge(_forRecords, async one =>
        {
            var absent = await Ask(one, Guid.CreateVersion7(), trace);
            if (absent.Status != 404)
            {
                faults.Add($"{one}, absent: {Faults.Describe(absent)}");
                return;
            }

            if (one.Foreign is { } foreign && await Ask(one, foreign, trace) is var refused && Comparable(refused) != Comparable(absent))
            {
                faults.Add($"{one}, of others: {Faults.Describe(refused)} and not {Comparable(absent)}");
            }

            if (one.Own is { } own && await Ask(one, own, trace) is var reached
                && (reached.Status is 401 or >= 500 || Comparable(reached) == Comparable(absent) || (reached.Status == 403 && !one.Operation.ErrorStatuses.Contains(403))))
            {
                faults.Add($"{one}, own: {Faults.Describe(reached)}");
            }
        });
        foreach (var fault in await trace.Faults(Installation))
        {
            faults.Add(fault);
        }

        faults.RequireNone();
        TestContext.Out.WriteLine($"{_forRecords.Count} cases");
    }

    [Test]
    public void The_samples_speak_of_served_operations_only() =>
        Assert.That(Samples.Known.Except(Operations.Select(operation => operation.Id)), Is.Empty);

    private async Task Try(List<DoorCase> cases)
    {
        var faults = new Faults();
        await faults.Judge(cases, async one =>
        {
            var request = one.Draft.ToMessage();
            var answer = await Http.Answer(one.Player is { } player ? player.Signed(request, _csrf) : request);
            if (!one.Fits(answer))
            {
                faults.Add($"{one}: {Faults.Describe(answer)}");
            }
        });
        faults.RequireNone();
        TestContext.Out.WriteLine($"{cases.Count} cases");
    }

    private async Task<ApiAnswer> Ask(RecordCase one, Guid record, ActivityTrace trace)
    {
        var answer = await Http.Answer(one.Player.Signed(one.DraftFor(record).ToMessage(), _csrf));
        trace.Saw(one.Operation, answer);
        return answer;
    }

    private static string Comparable(ApiAnswer answer) => $"{answer.Status} {Regex.Replace(answer.Body.ToString(), @"""correlation_id"":""[^""]*""", "")}";

    private static IEnumerable<DoorCase> AtTheDoor(ContractOperation operation)
    {
        foreach (var draft in Draft.EmptyAtDoors(operation).Prepend(Draft.Empty(operation)))
        {
            yield return new DoorCase(draft, "anonymous", null, operation.IsPublic ? Expected.LetIn : Expected.Unauthenticated);
            if (operation.NeedsReauth)
            {
                yield return new DoorCase(draft, "without a fresh proof", RightPart(operation) with { IsProven = false }, Expected.Unproven);
            }

            foreach (var type in Enum.GetValues<AccountType>())
            {
                if (operation.Roles.Count > 0)
                {
                    if (TypesOf(operation).Contains(type))
                    {
                        yield return new DoorCase(draft, $"{type} with the role", RightPart(operation, type), Expected.LetIn);
                    }

                    yield return new DoorCase(draft, $"{type} with every key and another role", Part.WithEverything(type), Expected.Forbidden);
                }
                else if (operation.Permission is not { } key)
                {
                    yield return new DoorCase(draft, $"{type} without any key", Part.Holding(type), Expected.LetIn);
                }
                else if (TypesOf(operation).Contains(type))
                {
                    foreach (var one in operation.PermissionAlso.Prepend(key))
                    {
                        yield return new DoorCase(draft, $"{type} with {one} alone", Part.Holding(type, one), Expected.LetIn);
                    }

                    // Of an operation that exempts one's own record the handler asks, which knows whose it is.
                    yield return new DoorCase(
                        draft, $"{type} with all but {key}", Part.WithoutOnly(type, operation.PermissionAlso.Prepend(key)), operation.IsOwnExempt ? Expected.LetIn : Expected.Forbidden);
                }
                else
                {
                    yield return new DoorCase(draft, $"{type} with every key", Part.WithEverything(type), Expected.Forbidden);
                }
            }
        }
    }

    /// <summary>One account type for each operation: that the type counts for a token as well is the pipeline's, and is asked above.</summary>
    private static IEnumerable<DoorCase> ByScopedToken(ContractOperation operation)
    {
        var holder = Part.WithEverything(TypesOf(operation).First());
        IReadOnlyList<string> keys = operation.Permission is { } key ? [key, .. operation.PermissionAlso] : [];
        var foreign = new[] { "feedback.submit", "api.search.global.manage", "api.jobs.manage.list" }.First(other => !keys.Contains(other));
        foreach (var draft in Draft.EmptyAtDoors(operation).Prepend(Draft.Empty(operation)))
        {
            if (operation.NeedsReauth || operation.Gate is not null || operation.Roles.Count > 0)
            {
                yield return new DoorCase(draft, "scoped token that covers it, for what secures accounts", holder with { Scopes = string.Join(' ', keys.DefaultIfEmpty(foreign)) }, Expected.Forbidden);
                continue;
            }

            foreach (var one in keys)
            {
                yield return new DoorCase(draft, $"token scoped to {one}", holder with { Scopes = one }, Expected.LetIn);
            }

            // Without a key being signed in is enough; of an own_exempt one the handler asks, which knows whose record it is.
            yield return new DoorCase(
                draft, $"token scoped to {foreign}", holder with { Scopes = foreign }, keys.Count == 0 || operation.IsOwnExempt ? Expected.LetIn : Expected.Forbidden);
        }
    }

    private static IEnumerable<AccountType> TypesOf(ContractOperation operation) =>
        Enum.GetValues<AccountType>().Where(type => operation.AccountTypes.Count == 0 || operation.AccountTypes.Contains(type.ToString()));

    private static Part RightPart(ContractOperation operation) => RightPart(operation, TypesOf(operation).First());

    private static Part RightPart(ContractOperation operation, AccountType type) =>
        Part.Holding(type, operation.Permission is { } key ? operation.PermissionAnd.Prepend(key) : []) with { SeededRole = operation.Roles.Count > 0 ? operation.Roles[^1] : null };

    private enum Expected
    {
        Unauthenticated,
        Forbidden,
        Unproven,

        /// <summary>Whatever is said of what was sent: nobody was turned away at the door.</summary>
        LetIn,
    }

    private sealed record DoorCase(Draft Draft, string Who, Part? Part, Expected Expected)
    {
        public Player? Player { get; set; }

        public bool Fits(ApiAnswer answer) => Expected switch
        {
            Expected.Unauthenticated => (answer.Status, answer.Code) == (401, "authentication_required"),
            Expected.Forbidden => (answer.Status, answer.Code) == (403, "permission_denied"),
            Expected.Unproven => (answer.Status, answer.Code) == (403, "reauthentication_required"),
            // A link stands for the door: one that nobody was sent is none.
            _ when Samples.AnswersWhatIsNotThere.Contains(Draft.Operation) && answer.Status == 404 => answer.Code == "not_found",
            _ when Draft.ToString().Contains("/api/public/", StringComparison.Ordinal) && answer.Status == 404 => answer.Code == "not_found",
            _ => answer.Status is not (401 or 403 or 404 or 405 or >= 500) || (answer.Status == 401 && Player is null && answer.Code != "authentication_required"),
        };

        public override string ToString() => $"{Draft}, {Who}, expected {Expected}";
    }

    private sealed record CsrfCase(ContractOperation Operation, Part Part)
    {
        public Player Player { get; set; } = null!;

        public override string ToString() => $"{Operation.Id} without a CSRF token";
    }

    private sealed record RecordCase(ContractOperation Operation, AccountType Type)
    {
        private readonly (string Field, RecordKind Kind) _record = Samples.RecordOf(Operation)!.Value;

        public Part Part { get; } = RightPart(Operation, Type);

        public Player Player { get; set; } = null!;

        public Guid? Own { get; private set; }

        public Guid? Foreign { get; private set; }

        public void Draw(RecordPools pools) => (Own, Foreign) = _record.Kind == RecordKind.Account
            ? (Player.Uuid, Type == AccountType.Staff ? null : pools.StrongestAccount)
            : (pools.Own(_record.Kind, Type), pools.Foreign(_record.Kind, Type));

        public Draft DraftFor(Guid record)
        {
            JsonNode name = $"{record}";
            return Draft.Valid(Operation).With(_record.Field, Operation.Input.Single(field => field.Name == _record.Field).Type == "array" ? new JsonArray(name) : name);
        }

        public override string ToString() => $"{Operation.Id} by {Type}";
    }
}
