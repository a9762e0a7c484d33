using PropOps.Domain.Identity;

namespace PropOps.UnitTests.Accounts;

public sealed class CssBackgroundTests
{
    [TestCase("#fff")]
    [TestCase("#667EEA80")]
    [TestCase("teal")]
    [TestCase("transparent")]
    [TestCase("rgb(10, 20, 30)")]
    [TestCase("rgba(10,20,30,0.5)")]
    [TestCase("hsl(120deg 50% 50%)")]
    [TestCase("linear-gradient(135deg, #667eea 0%, #764ba2 100%)")]
    [TestCase("linear-gradient(to top right, rgba(1,2,3,0.5), teal 40%, white)")]
    [TestCase("radial-gradient(circle at center, black, #123)")]
    [TestCase("radial-gradient(red, blue)")]
    public void A_colour_or_a_gradient_is_taken(string text) => Assert.That(CssBackground.IsValid(text), Is.True);

    [TestCase("url(https://example.com/pixel.gif)")]
    [TestCase("linear-gradient(red, url(x))")]
    [TestCase("expression(alert(1))")]
    [TestCase("expression")]
    [TestCase("red; background: blue")]
    [TestCase("red}")]
    [TestCase("linear-gradient(red)")]
    [TestCase("linear-gradient(red, blue); color: red")]
    [TestCase("linear-gradient(red, blue), url(x)")]
    [TestCase("var(--x)")]
    [TestCase("ActiveBorder")]
    [TestCase("37")]
    [TestCase("#12")]
    [TestCase("")]
    public void Anything_else_is_not(string text) => Assert.That(CssBackground.IsValid(text), Is.False);
}
