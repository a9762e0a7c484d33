using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace PropOps.UnitTests.Contract;

/// <summary>The life of a job or of a visit as the contract tells it.</summary>
internal sealed class ContractStateMachine(YamlMappingNode node)
{
    public IReadOnlyList<ContractRow> Rows { get; } = [.. node.List("rows").Select(row => new ContractRow((YamlMappingNode)row))];

    /// <summary>The text of the refusal, by the condition's name.</summary>
    public IReadOnlyDictionary<string, string> Conditions { get; } =
        node.List("conditions").Cast<YamlMappingNode>().ToDictionary(condition => condition.Text("name")!, condition => condition.Text("error")!);

    public IReadOnlyList<ContractWish> ByStatusId { get; } = [.. node.List("by_status_id").Select(wish => new ContractWish((YamlMappingNode)wish))];
}

internal sealed class ContractRow(YamlMappingNode node)
{
    public int Number { get; } = int.Parse(node.Text("n")!, CultureInfo.InvariantCulture);

    public IReadOnlyList<string> From { get; } = node.Texts("from");

    public string Action { get; } = node.Text("action")!;

    public string To { get; } = node.Text("to")!;

    public IReadOnlyList<string> By { get; } = node.Texts("by");

    public string? Accepted { get; } = node.Text("accepted");

    public bool NeedsReason { get; } = node.Flag("needs_reason");

    /// <summary>The conditions whose records exist.</summary>
    public IReadOnlyList<string> If { get; } =
        [.. node.List("if").Cast<YamlMappingNode>().Where(condition => condition.Text("waits_for") is null).Select(condition => condition.Text("name")!)];

    public IReadOnlyList<string> Events { get; } = node.Texts("events");

    public string? Specific { get; } = node.Text("specific");
}

internal sealed class ContractWish(YamlMappingNode node)
{
    public IReadOnlyList<string> From { get; } = node.Texts("from");

    public string To { get; } = node.Text("to")!;

    public string Action { get; } = node.Text("action")!;
}
