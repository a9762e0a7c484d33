using System.Text;
using PropOps.WebApi.Operations;

namespace PropOps.UnitTests.Operations;

/// <summary>CSV-1 and CSV-2.</summary>
public sealed class CsvWriterTests
{
    [Test]
    public async Task Header_and_rows_in_the_order_of_the_columns_after_a_byte_order_mark()
    {
        var bytes = await Written(["due_on", "title", "amount", "is_open", "tags"], new Row("Boiler", -5.50m, new DateOnly(2026, 3, 1), IsOpen: true, [new("Urgent"), new("Gas")]));

        Assert.That(bytes[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        Assert.That(Encoding.UTF8.GetString(bytes[3..]), Is.EqualTo("due_on,title,amount,is_open,tags\r\n2026-03-01,Boiler,-5.50,true,Urgent; Gas\r\n"));
    }

    [TestCase("=1+1", "'=1+1")]
    [TestCase("+44", "'+44")]
    [TestCase("-1", "'-1")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("\tx", "'\tx")]
    [TestCase("\rx", "\"'\rx\"")]
    [TestCase("=a,b", "\"'=a,b\"")]
    [TestCase("1-1", "1-1")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [TestCase("two\nlines", "\"two\nlines\"")]
    [TestCase("Zażółć 🔧", "Zażółć 🔧")]
    [TestCase(null, "")]
    public async Task A_text_is_quoted_and_never_a_formula(string? text, string cell)
    {
        var bytes = await Written(["title"], new Row(text, 0, default, IsOpen: false, []));

        Assert.That(Encoding.UTF8.GetString(bytes[3..]), Is.EqualTo($"title\r\n{cell}\r\n"));
    }

    private static async Task<byte[]> Written(string[] columns, params Row[] rows)
    {
        using var stream = new MemoryStream();
        await new CsvWriter<Row>(columns).Write(stream, rows.ToAsyncEnumerable(), CancellationToken.None);
        return stream.ToArray();
    }

    private sealed record Row(string? Title, decimal Amount, DateOnly DueOn, bool IsOpen, IReadOnlyList<Tag> Tags);

    private sealed record Tag(string Name);
}
