namespace PropOps.Application.UseCases;

/// <summary>One field of a request that cannot be taken, named as the client spelled it (<c>lines[0].unit_price</c>).</summary>
public sealed record FieldFault(string Field, string Error)
{
    public static FieldFault Of(string field) => new(field, $"Invalid or missing required parameter: {field}");
}

/// <summary>400 with every fault that was found, not only the first.</summary>
public sealed class InvalidRequestException(IReadOnlyList<FieldFault> faults) : Exception(faults[0].Error)
{
    public IReadOnlyList<FieldFault> Faults { get; } = faults;
}
