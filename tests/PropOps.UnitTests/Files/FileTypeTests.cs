using System.Text;
using PropOps.Application.Files;

namespace PropOps.UnitTests.Files;

/// <summary>FILES-10 and the contract's table content_types: the first bytes tell, and the name must agree.</summary>
public sealed class FileTypeTests
{
    [TestCase("ÿØÿà", FileType.Jpeg)]
    [TestCase("\u0089PNG\r\n\u001a\n", FileType.Png)]
    [TestCase("RIFF\0\0\0\0WEBP", FileType.WebP)]
    [TestCase("RIFF\0\0\0\0WAVE", null)]
    [TestCase("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", FileType.Heic)]
    [TestCase("\0\0\0\u0018ftypmif1\0\0\0\0mif1heic", FileType.Heic)]
    [TestCase("\0\0\0\u0014ftypmif1\0\0\0\0mif1heic", FileType.Heif)]
    [TestCase("\0\0\0\u0010ftypmsf1\0\0\0\0", FileType.Heif)]
    [TestCase("ÿÿÿÿftypmif1\0\0\0\0", FileType.Heif)]
    [TestCase("\0\0\0\u0018ftypisom\0\0\0\0isommp42", null)]
    [TestCase("GIF89a", null)]
    [TestCase("<svg xmlns=", null)]
    [TestCase("\u0089PNG", null)]
    [TestCase("RIFF", null)]
    [TestCase("\0\0\0\u0018ftyp", null)]
    [TestCase("", null)]
    public void The_first_bytes_tell(string head, FileType? type) => Assert.That(FileTypes.Of(Encoding.Latin1.GetBytes(head)), Is.EqualTo(type));

    [TestCase(FileType.Jpeg, "a.JPG", true)]
    [TestCase(FileType.Jpeg, "a.jpeg", true)]
    [TestCase(FileType.Jpeg, "a.png", false)]
    [TestCase(FileType.Png, "a.png", true)]
    [TestCase(FileType.WebP, "a.webp", true)]
    [TestCase(FileType.Heic, "boiler.jpg", true)]
    [TestCase(FileType.Heif, "boiler.heic", true)]
    [TestCase(FileType.Heic, "boiler.png", false)]
    [TestCase(FileType.Png, "png", false)]
    [TestCase(FileType.Png, "", false)]
    public void A_name_agrees_with_the_bytes(FileType type, string name, bool agrees) => Assert.That(type.MayBeCalled(name), Is.EqualTo(agrees));
}
