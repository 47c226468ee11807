namespace HaControlPlane.Adoption;

/// <summary>A line of a keepalived configuration, with the block it opens.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
/// <param name="Words">Its words, without quotes, comments and a condition such as <c>@main</c>; never none.</param>
/// <param name="Children">The lines of its block; null where it opens none.</param>
internal sealed record KeepalivedBlock(int Line, IReadOnlyList<string> Words, IReadOnlyList<KeepalivedBlock>? Children)
{
    /// <summary>Its first word.</summary>
    public string Keyword => Words[0];

    /// <summary>All its words.</summary>
    public string Title => string.Join(' ', Words);

    /// <summary>The lines of its blocks of this name, one level below.</summary>
    public IEnumerable<KeepalivedBlock> In(string keyword) => (Children ?? []).Where(c => c.Keyword == keyword).SelectMany(c => c.Children ?? []);

    /// <summary>What stands behind a keyword one level below; null where it does not stand there.</summary>
    public string? Value(string keyword) => (Children ?? []).FirstOrDefault(c => c.Keyword == keyword && c.Words.Count > 1)?.Words[1];

    /// <summary>It says the same as another, comments and blanks aside.</summary>
    public bool Equals(KeepalivedBlock? other) => other is not null && Words.SequenceEqual(other.Words)
        && (Children is null) == (other.Children is null) && (Children ?? []).SequenceEqual(other.Children ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Title, Children?.Count);
}
