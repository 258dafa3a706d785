package dev.vitrine.content;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Small real content, written by the JDK's own encoders, and headers by hand where it has none. */
public final class Samples {
    private Samples() {}

    /** A picture in one of ImageIO's formats: png, jpg, gif, bmp, tiff. */
    public static byte[] picture(String format) {
        BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillOval(2, 2, 20, 12);
        graphics.dispose();
        return written(out -> {
            if (!ImageIO.write(image, format, out)) {
                throw new IOException("no writer for " + format);
            }
        });
    }

    public static byte[] wav() {
        AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
        byte[] tone = new byte[1600];
        for (int i = 0; i < tone.length / 2; i++) {
            tone[2 * i + 1] = (byte) (60 * Math.sin(i / 3.0));
        }
        return written(out -> AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(tone), format, tone.length / 2),
                AudioFileFormat.Type.WAVE,
                out));
    }

    public static byte[] zip(String... entries) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (String entry : entries) {
                    zip.putNextEntry(new ZipEntry(entry));
                    zip.write(("content of " + entry).getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
        });
    }

    public static byte[] gzip() {
        return written(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(latin1("some text"));
            }
        });
    }

    public static byte[] pdf() {
        return latin1(
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
                        + "trailer<</Root 1 0 R>>\n%%EOF\n");
    }

    public static byte[] tar() {
        byte[] tar = new byte[1024];
        put(tar, 0, "a.txt");
        put(tar, 257, "ustar\00000");
        return tar;
    }

    public static byte[] ftyp(String major, String... compatible) {
        String brands = String.join("", compatible);
        return latin1("\0\0\0" + (char) (16 + brands.length()) + "ftyp" + major + "\0\0\0\0" + brands + "\0\0\0\bmdat");
    }

    public static byte[] ebml(String docType) {
        return latin1("\u001AE\u00DF\u00A3\u009FB\u0086\u0081\1B\u00F7\u0081\1B\u00F2\u0081\4B\u00F3\u0081\bB\u0082"
                + (char) (0x80 | docType.length()) + docType);
    }

    public static byte[] ogg(String firstPacket) {
        return latin1("OggS\0\2" + "\0".repeat(8) + "\1\2\3\4" + "\0".repeat(8) + "\1" + (char) firstPacket.length()
                + firstPacket);
    }

    /** Three frames of silence, 128 kbit/s at 44.1 kHz. */
    public static byte[] mp3() {
        byte[] frames = new byte[3 * 417];
        for (int i = 0; i < frames.length; i += 417) {
            put(frames, i, "\u00FF\u00FB\u0090\0");
        }
        return frames;
    }

    /** Two frames of 32 bytes, 44.1 kHz. */
    public static byte[] aac() {
        byte[] frames = new byte[64];
        put(frames, 0, "\u00FF\u00F1P\u0080\4\u001F\u00FC");
        put(frames, 32, "\u00FF\u00F1P\u0080\4\u001F\u00FC");
        return frames;
    }

    public static byte[] ole(String stream) {
        byte[] file = new byte[1024];
        put(file, 0, "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1");
        System.arraycopy(stream.getBytes(StandardCharsets.UTF_16LE), 0, file, 512, stream.length() * 2);
        return file;
    }

    public static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static void put(byte[] into, int offset, String latin1) {
        System.arraycopy(latin1(latin1), 0, into, offset, latin1.length());
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }
}
