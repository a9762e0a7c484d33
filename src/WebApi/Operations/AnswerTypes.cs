using PropOps.Application.UseCases;

namespace PropOps.WebApi.Operations;

/// <summary>What an answer's type is made of.</summary>
internal static class AnswerTypes
{
    /// <returns>the type that a <see cref="Reply{T}"/> carries; null where the answer is none.</returns>
    public static Type? DataOfReply(Type answer) => IsMadeOf(answer, typeof(Reply<>)) ? answer.GetGenericArguments()[0] : null;

    /// <returns>the <see cref="Page{T}"/> that the type is or derives from; null where it is no list.</returns>
    public static Type? PageOf(Type? type) => type is null || IsMadeOf(type, typeof(Page<>)) ? type : PageOf(type.BaseType);

    private static bool IsMadeOf(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;
}
