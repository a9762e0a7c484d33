using System.Linq.Expressions;
using Ardalis.Specification;
using Microsoft.EntityFrameworkCore;

namespace PropOps.Infrastructure.Persistence;

/// <summary>Turns a specification into a query. The package's own EF Core evaluator is not published for this version.</summary>
internal static class SpecificationEvaluator
{
    public static IQueryable<T> Apply<T>(this IQueryable<T> query, ISpecification<T> specification, bool paged = true)
        where T : class
    {
        query = WhereEvaluator.Instance.GetQuery(query, specification);
        query = specification.IncludeExpressions.Aggregate(query, (current, include) => current.Include(PathOf(include.LambdaExpression)));
        query = OrderEvaluator.Instance.GetQuery(query, specification);
        if (paged)
        {
            query = PaginationEvaluator.Instance.GetQuery(query, specification);
        }

        return specification.AsNoTracking ? query.AsNoTracking() : query;
    }

    private static string PathOf(LambdaExpression include) =>
        include.Body is MemberExpression member ? member.Member.Name : throw new NotSupportedException($"Include {include} names no member.");
}
