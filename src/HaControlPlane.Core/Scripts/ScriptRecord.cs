using System.Text;

namespace HaControlPlane.Scripts;

/// <summary>One line that a script on a node sent back: <c>@kind field field</c>.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Fields">Its values; those that began as arbitrary text are decoded already.</param>
public sealed record ScriptRecord(string Kind, IReadOnlyList<string> Fields)
{
    /// <summary>A field, or the empty string when the record is shorter.</summary>
    public string this[int index] => index < Fields.Count ? Fields[index] : string.Empty;

    /// <summary>Reads a whole output. Anything that is not a record, or a missing end, is an error with the raw text.</summary>
    /// <exception cref="ScriptProtocolException">The output is not what our scripts write.</exception>
    public static IReadOnlyList<ScriptRecord> ParseAll(string output)
    {
        var records = new List<ScriptRecord>();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            records.Add(Parse(line));
        }

        return records is [.., { Kind: "end" }]
            ? records
            : throw new ScriptProtocolException("The script's output stopped before its end.", output);
    }

    private static ScriptRecord Parse(string line)
    {
        var words = line.Split(' ');
        if (words[0].Length < 2 || words[0][0] != '@' || !words[0].Skip(1).All(c => char.IsAsciiLetterLower(c) || c == '-'))
        {
            throw new ScriptProtocolException("The node wrote something that is not ours to standard output.", line);
        }

        return new ScriptRecord(words[0][1..], [.. words.Skip(1).Select(Decode)]);
    }

    /// <summary>A field of arbitrary text is an x and hexadecimal, or a = and plain characters; every other field stands for itself.</summary>
    private static string Decode(string field)
    {
        if (field is ['=', ..])
        {
            return field[1..];
        }

        if (field is [] or not ['x', ..])
        {
            return field;
        }

        try
        {
            return Encoding.UTF8.GetString(Convert.FromHexString(field.AsSpan(1)));
        }
        catch (FormatException)
        {
            throw new ScriptProtocolException("A field is not hexadecimal.", field);
        }
    }
}
