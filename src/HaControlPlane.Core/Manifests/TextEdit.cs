namespace HaControlPlane.Manifests;

/// <summary>Some characters of a text that become others.</summary>
/// <param name="Start">The first one's index.</param>
/// <param name="End">The index behind the last one.</param>
/// <param name="Text">What stands there afterwards.</param>
internal readonly record struct TextEdit(int Start, int End, string Text)
{
    /// <summary>The text after the edit.</summary>
    public string Apply(string text) => string.Concat(text.AsSpan(0, Start), Text, text.AsSpan(End));
}
