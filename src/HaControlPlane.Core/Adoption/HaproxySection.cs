namespace HaControlPlane.Adoption;

/// <summary>A section of a haproxy configuration.</summary>
/// <param name="Head">Its first line: keyword, name, and what some old files write behind it.</param>
/// <param name="Lines">The lines below it.</param>
internal sealed record HaproxySection(HaproxyLine Head, IReadOnlyList<HaproxyLine> Lines)
{
    /// <summary>Such as <c>frontend</c>.</summary>
    public string Keyword => Head.Keyword;

    /// <summary>Its name; empty where it has none.</summary>
    public string Name => Head.Words.Count > 1 ? Head.Words[1] : string.Empty;

    /// <summary>Keyword and name.</summary>
    public string Title => Name.Length == 0 ? Keyword : $"{Keyword} {Name}";

    /// <summary>Where it listens: its bind lines, and addresses in its first line as files of before 1.5 have them.</summary>
    public IEnumerable<string> Binds => Keyword is not ("frontend" or "listen" or "peers" or "log-forward" or "defaults")
        ? []
        : Of("bind").Concat(Of("dgram-bind")).SelectMany(l => l.Words.Skip(1).Take(1)).Concat(Keyword is "frontend" or "listen" ? Head.Words.Skip(2).Take(1).Where(w => w.Contains(':', StringComparison.Ordinal)) : [])
            .SelectMany(w => w.Split(',', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Its servers' addresses with their ports.</summary>
    public IEnumerable<string> Servers => Of("server").SelectMany(l => l.Words.Skip(2).Take(1)).Concat(Of("server-template").SelectMany(l => l.Words.Skip(3).Take(1)));

    /// <summary>The backends it sends to by name.</summary>
    public IEnumerable<string> Backends => Of("default_backend").Concat(Of("use_backend")).SelectMany(l => l.Words.Skip(1).Take(1)).Distinct();

    /// <summary>The lines that begin with a keyword.</summary>
    public IEnumerable<HaproxyLine> Of(string keyword) => Lines.Where(l => l.Keyword == keyword);

    /// <summary>It says the same as another, comments and blanks aside.</summary>
    public bool Equals(HaproxySection? other) => other is not null && Head.Words.SequenceEqual(other.Head.Words)
        && Lines.Count == other.Lines.Count && Lines.Zip(other.Lines).All(p => p.First.Words.SequenceEqual(p.Second.Words));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Title, Lines.Count);
}
