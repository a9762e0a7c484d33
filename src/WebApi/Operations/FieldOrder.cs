using System.Globalization;
using System.Text;

namespace PropOps.WebApi.Operations;

/// <summary>Where a field stands in its record, so that faults can be told in that order whoever found them.</summary>
internal static class FieldOrder
{
    /// <param name="path">in our names: <c>lines[2].unit_price</c>.</param>
    /// <returns>a key that sorts ordinally; what is no field comes last.</returns>
    public static string Of(Type record, string path)
    {
        var key = new StringBuilder();
        var type = record;
        foreach (var segment in path.Split('.'))
        {
            var name = segment.Split('[')[0];
            var fields = type is null ? [] : RequestShape.Of(type).Fields;
            var at = fields.TakeWhile(field => field.Name != name).Count();
            var item = segment.Length > name.Length ? int.Parse(segment.AsSpan(name.Length + 1).TrimEnd(']'), CultureInfo.InvariantCulture) : 0;
            key.Append(CultureInfo.InvariantCulture, $"{at:D4}{item:D7}");
            var inner = at < fields.Count ? fields[at].ItemType ?? fields[at].ValueType : null;
            type = inner is { IsClass: true } && inner != typeof(string) ? inner : null;
        }

        return key.ToString();
    }
}
