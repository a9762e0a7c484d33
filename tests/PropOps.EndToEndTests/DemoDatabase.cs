namespace PropOps.EndToEndTests;

/// <summary>The demo, made once by the program itself and copied from then on: making it anew for every folder took a third of the suite's time.</summary>
[SetUpFixture]
public sealed class DemoDatabase
{
    private static readonly Lazy<Task<DataFolder>> Made = new(Make);

    /// <summary>Puts a copy into a folder that has no database yet.</summary>
    public static async Task CopyTo(DataFolder data)
    {
        if (!File.Exists(data.DatabaseFile))
        {
            File.Copy((await Made.Value).DatabaseFile, data.DatabaseFile);
        }
    }

    [OneTimeTearDown]
    public async Task Delete()
    {
        if (Made.IsValueCreated)
        {
            (await Made.Value).Dispose();
        }
    }

    private static async Task<DataFolder> Make()
    {
        var data = new DataFolder();
        using var product = await Product.RunFirst(data);
        Assert.That(await product.Stop(), Is.Zero, "the whole database is in its file then");
        return data;
    }
}
