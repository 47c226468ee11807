using System.Text;

namespace HaControlPlane.Cli;

/// <summary>Standard input, which another program may have made non-blocking: then there is nothing to read yet, which is no error.</summary>
internal static class StandardInput
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>EAGAIN, as the runtime hands it on: Linux's number, and that of macOS.</summary>
    private static readonly int[] NothingYet = [11, 35];

    private static readonly Stream Bytes = Console.OpenStandardInput();

    /// <summary>The next line, and no byte more; null at the end.</summary>
    public static string? ReadLine()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (Read(one) == 1)
        {
            if (one[0] == '\n')
            {
                return Text(line);
            }

            line.Add(one[0]);
        }

        return line.Count == 0 ? null : Text(line);
    }

    private static int Read(byte[] buffer)
    {
        while (true)
        {
            try
            {
                return Bytes.Read(buffer);
            }
            catch (IOException problem) when (NothingYet.Contains(problem.HResult))
            {
                Thread.Sleep(Poll);
            }
        }
    }

    private static string Text(List<byte> line) => Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
}
