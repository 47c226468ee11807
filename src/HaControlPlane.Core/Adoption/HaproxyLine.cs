namespace HaControlPlane.Adoption;

/// <summary>A line of a haproxy section.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Words">Its words, without quotes and comments; never none.</param>
internal sealed record HaproxyLine(int Number, IReadOnlyList<string> Words)
{
    /// <summary>Its first word.</summary>
    public string Keyword => Words[0];
}
