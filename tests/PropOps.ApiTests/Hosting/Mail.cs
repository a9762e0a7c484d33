using MimeKit;

namespace PropOps.ApiTests.Hosting;

/// <summary>A mail as its reader finds it in the pickup folder.</summary>
public sealed record Mail(string To, string Subject, string Html, string Text, string Source);

public static class MailFolder
{
    /// <summary>The mails, once everything that was asked for has gone out: so many and no more.</summary>
    public static async Task<IReadOnlyList<Mail>> Mails(this Installation installation, int expected, string about = "")
    {
        await installation.Settled();
        var mails = Read(installation.MailFolder, about);
        Assert.That(mails, Has.Count.EqualTo(expected));
        return mails;
    }

    /// <summary>Those there are by now, in the order in which they were asked for: a file is named by its delivery, whose id rises with time.</summary>
    public static IReadOnlyList<Mail> Read(string folder, string about) =>
    [
        .. from file in System.IO.Directory.Exists(folder) ? System.IO.Directory.GetFiles(folder, "*.eml").Order(StringComparer.Ordinal) : Enumerable.Empty<string>()
           let message = MimeMessage.Load(file)
           where message.Subject!.Contains(about, StringComparison.Ordinal)
           select new Mail(((MailboxAddress)message.To[0]).Address, message.Subject!, message.HtmlBody!, message.TextBody!, File.ReadAllText(file)),
    ];
}
