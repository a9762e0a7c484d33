using System.Text.Json.Serialization;

namespace PropOps.Application.UseCases;

/// <summary>
/// One page of a list: on the wire <c>data</c>, <c>count</c> and, where asked for, <c>total</c>. A list with extras is a
/// record of its own that derives from this one; its further properties stand beside <c>data</c>.
/// </summary>
/// <param name="Items">The records of this page.</param>
/// <param name="Total">All records that match; null where it was not asked for.</param>
public record Page<T>([property: JsonIgnore] IReadOnlyList<T> Items, [property: JsonIgnore] long? Total = null);

/// <summary>A list that answers the record itself, where one was asked for by its id.</summary>
public record PageOrOne<T>(IReadOnlyList<T> Items, [property: JsonIgnore] bool IsOne) : Page<T>(Items), IPageOrOne;

/// <summary>What the envelope sees of any <see cref="PageOrOne{T}"/>.</summary>
public interface IPageOrOne
{
    bool IsOne { get; }
}

/// <summary>An answer with a message of its own; other answers say "Operation completed successfully".</summary>
public sealed record Reply<T>(T Data, string Message);

/// <summary>This answer shows a secret that nobody can look up again, so it is not kept for a repeated request either (IDEM-4).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShownOnceAttribute : Attribute;

/// <summary>The answer of an operation that tells nothing but its message: <c>data</c> is null. There is no value of it.</summary>
public sealed record Nothing
{
    private Nothing()
    {
    }
}

/// <summary>An answer that is a file and no envelope.</summary>
/// <param name="Name">under which it is saved.</param>
/// <param name="Digest">of its content: whoever has the same already is told so.</param>
/// <param name="Open">the bytes, opened only for who has not.</param>
public sealed record FileContent(string ContentType, string Name, string Digest, Func<CancellationToken, Task<Stream>> Open);

/// <summary>The published API shows this field of <c>data</c> at the top level of the envelope as well.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AlsoAtTopAttribute : Attribute;

/// <summary>The published API answers <c>count</c> beside this record, as if it were a list of one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CountedAttribute : Attribute;
