using System.Runtime.CompilerServices;

namespace HaControlPlane.Scripts;

/// <summary>Quoting for <c>/bin/sh</c>.</summary>
public static class ShellQuote
{
    /// <summary>From so many characters on a text is likely one that all nodes get: the balancer's configuration, the list of nodes.</summary>
    private const int Long = 4096;

    private static readonly ConditionalWeakTable<string, string> Quoted = [];

    /// <summary>
    /// The text as one shell word: between single quotes, where nothing but the quote itself means anything. Any
    /// characters survive but NUL, which no shell value can hold.
    /// </summary>
    /// <exception cref="ArgumentException">The text holds a NUL.</exception>
    public static string Word(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length < Long ? Quote(text) : Quoted.GetValue(text, Quote);
    }

    private static string Quote(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A shell value cannot hold a NUL character.", nameof(text));
        }

        return "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }

    /// <summary>A command line: each part as one word.</summary>
    public static string Command(params IEnumerable<string> words) => string.Join(' ', words.Select(Word));
}
