namespace PropOps.ApiTests.Contract;

/// <summary>
/// This test shows what parameters of a list do: a row that they let through and one that they do not. Without names they are
/// the first argument of each of its cases.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ProvesParametersAttribute(string operation, params string[] names) : Attribute
{
    public string Operation { get; } = operation;

    public IReadOnlyList<string> Names { get; } = names;
}
