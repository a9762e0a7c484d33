using Microsoft.EntityFrameworkCore;
using PropOps.Application.Encryption;
using PropOps.Application.Input;
using PropOps.Application.Names;
using PropOps.Application.Search;
using PropOps.Application.Settings;
using PropOps.Domain.Identity;
using PropOps.Domain.Kernel;
using PropOps.Infrastructure.Encryption;
using PropOps.Infrastructure.Persistence;

namespace PropOps.Infrastructure.Search;

internal sealed class AccountSearch(PropOpsDbContext db, BlindIndex blindIndex, ISettings settings) : IAccountSearch
{
    private const int LastDigits = 6;

    public async Task<IQueryable<long>> Matching(string text, CancellationToken cancellationToken)
    {
        var accounts = db.Set<User>().AsNoTracking();
        if (text.Contains('@', StringComparison.Ordinal))
        {
            var token = blindIndex.Token(BlindIndexKind.Email, text);
            return accounts.Where(user => user.EmailToken == token).Select(user => user.Id);
        }

        if (!text.All(character => char.IsAsciiDigit(character) || character is ' ' or '+' or '-' or '(' or ')' or '.'))
        {
            return Named(text);
        }

        if (text.Length == LastDigits && text.All(char.IsAsciiDigit))
        {
            // No token holds the end of a number, and accounts are not many: their numbers are read.
            var numbers = await accounts.Where(user => user.Phone != null).Select(user => new { user.Id, user.Phone }).ToListAsync(cancellationToken);
            var ids = numbers.Where(user => user.Phone!.EndsWith(text, StringComparison.Ordinal)).Select(user => user.Id).ToList();
            return accounts.Where(user => ids.Contains(user.Id)).Select(user => user.Id);
        }

        var number = PhoneNumber.ToE164(text, settings.Get(OrganisationSettings.Country)) is { } known ? blindIndex.Token(BlindIndexKind.Phone, known) : "";
        return accounts.Where(user => user.PhoneToken == number).Select(user => user.Id);
    }

    /// <summary>Every word begins a word of the name.</summary>
    private IQueryable<long> Named(string text)
    {
        var words = SearchWords.Of(text);
        if (words.Count == 0)
        {
            throw new InvalidRefusal("search");
        }

        var found = db.Set<User>().AsNoTracking().Select(user => user.Id);
        foreach (var word in words)
        {
            var token = blindIndex.Token(BlindIndexKind.Name, word);
            found = found.Where(id => db.Set<NameToken>().Any(name => name.Token == token && name.Kind == NameKind.Account && name.RecordId == id));
        }

        return found;
    }
}
