using System.Reflection;
using PropOps.UnitTests.Contract;

namespace PropOps.ApiTests.Contract;

/// <summary>A list with a parameter that no test has seen at work does not pass.</summary>
public sealed class ListParameterTests
{
    private static readonly IReadOnlyList<ContractOperation> Lists = [.. WireContract.Read().Operations.Where(operation => operation is { Kind: "page", Method: "GET" })];

    private static readonly HashSet<(string Operation, string Parameter)> Proven =
    [
        .. from type in typeof(ListParameterTests).Assembly.GetTypes()
           from test in type.GetMethods()
           from proof in test.GetCustomAttributes<ProvesParametersAttribute>()
           from name in proof.Names.Count > 0 ? proof.Names : test.GetCustomAttributes<TestCaseAttribute>().Select(testCase => (string)testCase.Arguments[0]!)
           select (proof.Operation, name),
    ];

    [Test]
    public void Every_parameter_of_a_served_list_is_proven() =>
        Assert.That(Served().Except(Proven), Is.Empty, "mark the test that shows it with [ProvesParameters]");

    [Test]
    public void Nothing_is_proven_that_is_not_served() => Assert.That(Proven.Except(Served()), Is.Empty);

    private static HashSet<(string Operation, string Parameter)> Served()
    {
        Assert.That(Lists, Is.Not.Empty);
        return [.. from operation in Lists from field in operation.Input where !field.Waits select (operation.Id, field.Name)];
    }
}
