namespace PropOps.ArchitectureTests.House;

internal static class Rule
{
    /// <summary>Every subject is judged, and all faults are named at once. A rule that finds nothing to judge has lost its subject and fails.</summary>
    /// <param name="faults">what is wrong with a subject; nothing where it keeps the rule.</param>
    public static void ForEvery<T>(IEnumerable<T> subjects, Func<T, IEnumerable<string>> faults)
    {
        var found = subjects.ToList();
        Assert.That(found, Is.Not.Empty, "The rule finds nothing that it could judge.");
        Assert.That(found.SelectMany(subject => faults(subject).Select(fault => $"{subject}: {fault}")), Is.Empty);
    }

    public static void ForEvery<T>(IEnumerable<T> subjects, Func<T, bool> keepsIt, string otherwise) =>
        ForEvery(subjects, subject => keepsIt(subject) ? [] : (string[])[otherwise]);
}
