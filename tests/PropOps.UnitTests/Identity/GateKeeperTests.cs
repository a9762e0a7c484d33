using System.Reflection;
using PropOps.Application.Accounts;
using PropOps.Application.Identity;
using PropOps.Application.Identity.Gates;
using PropOps.Application.Identity.Mobile;
using PropOps.Application.Identity.SecondFactors;
using PropOps.Application.UseCases;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;

namespace PropOps.UnitTests.Identity;

/// <summary>GATE-1 and GATE-2: the order of the gates, and who passes which.</summary>
public sealed class GateKeeperTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly GateKeeper _keeper = new(
        [new ReauthenticationGate(new FixedTime(Now)), new PasswordChangeGate(), new EmailVerificationGate(), new NewAddressGate(), new SecondFactorGate(), new AccountStateGate()]);

    [Test]
    public void Every_gate_of_the_product_has_its_own_place()
    {
        var places = typeof(IGate).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IGate)))
            .Select(type => (IGate)Activator.CreateInstance(type, type.GetConstructors()[0].GetParameters().Select(_ => (object?)null).ToArray())!)
            .Select(gate => gate.Gate).ToList();

        Assert.That(places, Is.Unique.And.Not.Contains(Gate.None));
    }

    [Test]
    public void The_first_gate_in_the_contracts_order_answers()
    {
        var caller = Agent with { Status = AccountStatus.Suspended, HasSecondFactor = true, MustChangePassword = true, Session = Agent.Session with { AwaitsPin = true } };
        var answers = new List<string>();
        foreach (var step in (Func<Caller, Caller>[])[
            c => c, c => c with { Status = AccountStatus.Active }, c => c with { Session = c.Session with { PassedSecondFactor = true } },
            c => c with { Session = c.Session with { AwaitsPin = false } }, c => c with { HasVerifiedEmail = true }, c => c with { MustChangePassword = false },
            c => c with { Session = c.Session with { ProvenAt = Now.AddMinutes(-14) } }])
        {
            caller = step(caller);
            answers.Add(CodeFor(caller, new SignedInAttribute { Reauth = true }));
        }

        Assert.That(answers, Is.EqualTo(new[]
        {
            "account_inactive", "second_factor_required", "ip_pin_required", "email_verification_required", "password_change_required", "reauthentication_required", "passed",
        }));
    }

    [Test]
    public void GATE_2_who_clears_a_gate_passes_it_and_those_behind_it_but_none_before()
    {
        var caller = Agent with { MustChangePassword = true };

        Assert.Multiple(() =>
        {
            Assert.That(CodeFor(caller, new SignedInAttribute { Clears = Gate.PasswordChange }), Is.EqualTo("email_verification_required"));
            Assert.That(CodeFor(caller, new SignedInAttribute { Clears = Gate.EmailVerification }), Is.EqualTo("passed"));
            Assert.That(CodeFor(caller, new SignedInAttribute { Clears = Gate.EmailVerification, Reauth = true }), Is.EqualTo("reauthentication_required"));
        });
    }

    [Test]
    public void Setting_up_a_second_factor_does_not_pass_one_that_is_there() =>
        Assert.That(CodeFor(Agent with { HasSecondFactor = true }, new SignedInAttribute { Clears = Gate.SecondFactorSetup, Reauth = true }), Is.EqualTo("second_factor_required"));

    [Test]
    public void MFA_4_without_the_factor_that_is_asked_for_nothing_is_open_but_setting_it_up_the_way_out_and_the_profile()
    {
        var asked = new GateKeeper([new Standing(Gate.SecondFactorSetup)]);

        var open = typeof(AccessAttribute).Assembly.GetTypes()
            .Select(request => (request.Name, Access: request.GetCustomAttribute<AccessAttribute>()))
            .Where(request => request.Access is not null and not AnyoneAttribute && CodeFor(Agent, request.Access, asked) == "passed")
            .Select(request => request.Name);

        // Signing out is anybody's. A code where there is no factor is a wrong one, and the last three are what a front end asks first.
        Assert.That(open, Is.EquivalentTo(new[]
        {
            nameof(BeginSecondFactor), nameof(ConfirmSecondFactor), nameof(VerifySecondFactor), nameof(CloseMobileSession), nameof(GetProfile),
            nameof(GetSession), nameof(GetOwnPermissions), nameof(GetCsrfTokens),
        }));
    }

    [Test]
    public void What_a_front_end_asks_first_is_stopped_by_the_accounts_state_only()
    {
        var asked = new SignedInAttribute { PassesGates = true };

        Assert.That(CodeFor(Agent with { MustChangePassword = true, HasSecondFactor = true }, asked), Is.EqualTo("passed"));
        Assert.That(CodeFor(Agent with { Status = AccountStatus.Suspended }, asked), Is.EqualTo("account_inactive"));
        Assert.That(CodeFor(Agent with { Status = AccountStatus.Suspended }, new AnyoneAttribute()), Is.EqualTo("passed"));
    }

    [TestCase(-14, ExpectedResult = "passed")]
    [TestCase(-15, ExpectedResult = "reauthentication_required")]
    [TestCase(null, ExpectedResult = "reauthentication_required")]
    public string GATE_1_a_proof_holds_for_15_minutes(int? minutes) => CodeFor(
        Agent with { HasVerifiedEmail = true, Session = Agent.Session with { ProvenAt = minutes is { } ago ? Now.AddMinutes(ago) : null } }, new SignedInAttribute { Reauth = true });

    [Test]
    public void The_list_of_what_stands_in_the_way_leaves_reauthentication_out() =>
        Assert.That(_keeper.StandingBefore(Agent with { MustChangePassword = true }), Is.EqualTo(new[] { "email_verification_required", "password_change_required" }));

    /// <summary>Signed in a year ago, and never verified the address.</summary>
    private static Caller Agent { get; } = new()
    {
        Id = 5, Uuid = Guid.CreateVersion7(), Name = "Emma Walker", Type = AccountType.Agent, Level = 6, Permissions = PermissionSet.Nothing, PermissionsVersion = 1,
        Session = new CallerSession(1, Guid.CreateVersion7(), SessionKind.Login, Now.AddDays(1)) { ProvenAt = Now.AddYears(-1) },
    };

    private string CodeFor(Caller caller, AccessAttribute access) => CodeFor(caller, access, _keeper);

    private static string CodeFor(Caller caller, AccessAttribute access, GateKeeper keeper)
    {
        try
        {
            keeper.Require(caller, access);
            return "passed";
        }
        catch (Refusal refusal)
        {
            return refusal.Code;
        }
    }

    private sealed class Standing(Gate gate) : IGate
    {
        public Gate Gate => gate;

        public Refusal? StandsBefore(Caller caller) => new ForbiddenRefusal("Set up a second factor", "second_factor_required");
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
