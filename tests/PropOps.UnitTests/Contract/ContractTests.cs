using PropOps.Application.Persistence;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Contract;

/// <summary>The operation tables and docs/contract say the same.</summary>
public sealed class ContractTests
{
    private readonly WireContract _contract = WireContract.Read();
    private readonly List<Operation> _operations =
    [
        .. new OperationTable(
            from type in typeof(IEndpoints).Assembly.GetTypes()
            where type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IEndpoints))
            select (IEndpoints)Activator.CreateInstance(type)!).Operations,
    ];

    [Test]
    public void Every_line_of_the_tables_is_in_the_contract() => RequireNone(
        from operation in _operations
        where !_contract.Operations.Any(contract => contract.Id == operation.Id)
        let waiting = _contract.Groups.FirstOrDefault(file => file.NotServed.Contains(operation.Id))
        select waiting is null ? $"{operation.Id}: unknown to the contract" : $"{operation.Id}: still among not_served of {waiting.File}");

    [Test]
    public void Every_operation_of_the_contract_is_in_the_tables() => RequireNone(
        from contract in _contract.Operations
        where _operations.TrueForAll(operation => operation.Id != contract.Id)
        select $"{contract.Id}: in no table");

    [Test]
    public void No_id_stands_twice() => RequireNone(
        from id in _contract.Groups.SelectMany(file => file.Operations.Select(operation => operation.Id).Concat(file.NotServed))
        group id by id into same
        where same.Count() > 1
        select same.Key);

    [Test]
    public void Lines_agree() => RequireNone(InEach(OperationComparison.Faults));

    [Test]
    public void Inputs_agree() => RequireNone(InEach(InputComparison.Faults));

    [Test]
    public void Answers_agree() => RequireNone(InEach(AnswerComparison.Faults));

    [Test]
    public void IDEM_4_an_answer_with_a_secret_is_shown_once() => RequireNone(
        from operation in _operations
        where operation.Method != "GET" && !operation.ShowsSecret
        let answer = operation.AnswerType.IsGenericType ? operation.AnswerType.GetGenericArguments()[0] : operation.AnswerType
        from field in answer.GetProperties()
        where field.Name.EndsWith("Token", StringComparison.Ordinal) || field.Name is "Secret" or "RecoveryCodes"
        select $"{operation.Id}: {field.Name}");

    /// <summary>What runs a transaction or loads records to change them changes something; marks, counters and logs have ports of their own.</summary>
    [Test]
    public void API_3_a_get_changes_nothing() => RequireNone(
        from operation in _operations
        where operation.Method == "GET"
        let handler = Types.SingleOrDefault(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(operation.HandlerType))
        let writes = handler?.GetConstructors().SelectMany(made => made.GetParameters()).Select(parameter => parameter.ParameterType)
            .Where(needed => needed == typeof(ITransaction) || (needed.IsGenericType && needed.GetGenericTypeDefinition() == typeof(IRepository<>))).ToList()
        where writes is null || writes.Count > 0 || operation.IsCommand
        select $"{operation.Id}: {handler?.Name ?? "no handler"} {string.Join(", ", writes ?? [])}");

    private static readonly IReadOnlyList<Type> Types =
        [.. AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name!.StartsWith("PropOps.", StringComparison.Ordinal)).SelectMany(assembly => assembly.GetTypes())];

    private static void RequireNone(IEnumerable<string> faults)
    {
        var list = faults.Distinct().ToList();
        Assert.That(list, Is.Empty, $"\n{string.Join('\n', list)}\n");
    }

    private IEnumerable<string> InEach(Func<ContractOperation, Operation, IEnumerable<string>> faults) =>
        from operation in _operations
        join contract in _contract.Operations on operation.Id equals contract.Id
        from fault in faults(contract, operation)
        select $"{operation.Id}: {fault}";
}
