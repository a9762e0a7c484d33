using System.Text.RegularExpressions;

namespace PropOps.UnitTests.Contract;

/// <summary>A comment that names a rule sends its reader to docs/contract, where the rule must stand.</summary>
public sealed partial class CitedRuleTests
{
    /// <summary>Look like rules and are none: ciphers, hashes, encodings, a job's reference as an example.</summary>
    private static readonly string[] NoRules = ["AES", "JOB", "SHA", "UTF"];

    [Test]
    public void Every_rule_that_the_source_cites_stands_in_the_contract()
    {
        var known = Files("docs/contract", "*.yaml").SelectMany(text => Definition().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet();
        var cited = Files("src", "*.cs").SelectMany(Cited).ToHashSet();

        Assert.That(known, Is.Not.Empty);
        Assert.That(cited, Is.Not.Empty);
        Assert.That(cited.Except(known).Order(StringComparer.Ordinal), Is.Empty);
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(WireContract.Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .Select(File.ReadAllText);

    /// <summary>Each one, and all of "BR-5 to BR-7".</summary>
    private static IEnumerable<string> Cited(string text) =>
        from match in Citation().Matches(text)
        let kind = match.Groups["group"].Value
        where !NoRules.Contains(kind)
        let first = int.Parse(match.Groups["first"].Value)
        let last = match.Groups["last"].Success ? int.Parse(match.Groups["last"].Value) : first
        from number in Enumerable.Range(first, last - first + 1)
        select $"{kind}-{number}";

    [GeneratedRegex(@"\b(?<group>[A-Z]{2,9})-(?<first>[0-9]+)\b(?: to \k<group>-(?<last>[0-9]+)\b)?")]
    private static partial Regex Citation();

    /// <summary>A key of <c>rules</c>; in api-wide.yaml a text that begins with its id.</summary>
    [GeneratedRegex(@"^ +(?:- "")?([A-Z]{2,9}-[0-9]+)[: ]", RegexOptions.Multiline)]
    private static partial Regex Definition();
}
