using System.Text.Encodings.Web;
using System.Text.Json;
using Fluid;
using PropOps.Application.Activity;
using PropOps.Notifications.Domain.Deliveries;

namespace PropOps.Notifications.Application.Email;

/// <summary>A mail, ready to be handed over.</summary>
public sealed record RenderedMail(string Subject, string Html, string Text);

/// <summary>Renders the shipped templates: values are encoded for HTML in the HTML part, and a subject is one line.</summary>
public sealed class MailTemplates
{
    private const int MostSteps = 10_000;
    private static readonly FluidParser Parser = new();
    private readonly Dictionary<string, (IFluidTemplate Subject, IFluidTemplate Html, IFluidTemplate Text)> _templates;
    private readonly IFluidTemplate _layout = Parser.Parse(ShippedTemplates.Layout);
    private readonly TemplateOptions _options = new() { MaxSteps = MostSteps };

    public MailTemplates() => _templates = ShippedTemplates.All.Concat(ShippedSecurityTemplates.All).ToDictionary(
        template => template.Key,
        template => (Parser.Parse(template.Subject), Parser.Parse(template.Html), Parser.Parse(template.Text)));

    /// <exception cref="MailNotSentException">when it does not render: another attempt would not either.</exception>
    public async Task<RenderedMail> Render(Delivery delivery)
    {
        try
        {
            return await RenderUnguarded(delivery);
        }
        catch (Exception exception)
        {
            throw new MailNotSentException(new PeerAnswer(null, $"The template {delivery.TemplateKey} does not render: {Unforeseen.Describe(exception)}"), isFinal: true);
        }
    }

    private async Task<RenderedMail> RenderUnguarded(Delivery delivery)
    {
        var template = _templates[delivery.TemplateKey];
        Dictionary<string, string> values = new([.. Values(delivery.Variables), .. Values(delivery.Secrets ?? "{}")]);
        var subject = (await template.Subject.RenderAsync(Context(values), NullEncoder.Default)).ReplaceLineEndings(" ").Trim();
        var content = await template.Html.RenderAsync(Context(values), HtmlEncoder.Default);
        var layout = Context(values);
        layout.SetValue("content", content);
        layout.SetValue("subject", subject);
        return new RenderedMail(
            subject,
            await _layout.RenderAsync(layout, HtmlEncoder.Default),
            await template.Text.RenderAsync(Context(values), NullEncoder.Default));
    }

    private static Dictionary<string, string> Values(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    private TemplateContext Context(Dictionary<string, string> values)
    {
        var context = new TemplateContext(_options);
        foreach (var (name, value) in values)
        {
            context.SetValue(name, value);
        }

        return context;
    }
}
