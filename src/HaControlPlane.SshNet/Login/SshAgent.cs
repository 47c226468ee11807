using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;
using HaControlPlane.SshNet.Files;

namespace HaControlPlane.SshNet.Login;

/// <summary>An SSH agent: what keys it has, and signatures by them. One connection a question, as the agent's own tools do it.</summary>
/// <param name="socket">Its socket; on Windows its named pipe.</param>
internal sealed class SshAgent(string socket)
{
    /// <summary>The agent may ask its user before it signs.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    /// <summary>As large as OpenSSH's own agent lets a message be.</summary>
    private const int LargestAnswer = 256 * 1024;

    private const byte ListKeys = 11;
    private const byte Keys = 12;
    private const byte SignData = 13;
    private const byte Signature = 14;

    /// <summary>The public keys it has, as they go over the wire; none where there is no agent after all.</summary>
    public IReadOnlyList<byte[]> PublicKeys()
    {
        ReadOnlySpan<byte> answer;
        try
        {
            answer = Ask([ListKeys]);
        }
        catch (Exception problem) when (problem is IOException or SocketException or TimeoutException or UnauthorizedAccessException)
        {
            return [];
        }

        const int CountBytes = 4;
        if (answer.Length < 1 + CountBytes || answer[0] != Keys)
        {
            return [];
        }

        var keys = new List<byte[]>();
        answer = answer[(1 + CountBytes)..];
        while (SshBlob.TryTake(ref answer, out var key) && SshBlob.TryTake(ref answer, out _))
        {
            keys.Add(key.ToArray());
        }

        return keys;
    }

    /// <summary>Signs data.</summary>
    /// <exception cref="IOException">The agent would not.</exception>
    public byte[] Sign(byte[] key, byte[] data, uint flags)
    {
        var flagBytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(flagBytes, flags);
        ReadOnlySpan<byte> answer = Ask([SignData, .. SshBlob.Field(key), .. SshBlob.Field(data), .. flagBytes]);
        if (answer is not [Signature, ..] || (answer = answer[1..]).Length == 0 || !SshBlob.TryTake(ref answer, out var signature))
        {
            throw new IOException("The SSH agent refuses to sign.");
        }

        return signature.ToArray();
    }

    private byte[] Ask(byte[] question)
    {
        using var stream = Open();
        stream.Write(SshBlob.Field(question));
        var length = new byte[sizeof(uint)];
        stream.ReadExactly(length);
        var bytes = BinaryPrimitives.ReadUInt32BigEndian(length);
        if (bytes is 0 or > LargestAnswer)
        {
            throw new IOException("The SSH agent's answer is none.");
        }

        var answer = new byte[bytes];
        stream.ReadExactly(answer);
        return answer;
    }

    private Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            var pipe = new NamedPipeClientStream(socket.Replace(@"\\.\pipe\", "", StringComparison.OrdinalIgnoreCase));
            pipe.Connect(AnswersWithin);
            return pipe;
        }

        var unix = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = (int)AnswersWithin.TotalMilliseconds };
        try
        {
            unix.Connect(new UnixDomainSocketEndPoint(socket));
            return new NetworkStream(unix, ownsSocket: true);
        }
        catch
        {
            unix.Dispose();
            throw;
        }
    }
}
