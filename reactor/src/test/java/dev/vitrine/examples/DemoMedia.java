package dev.vitrine.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** The demo's files: those of a folder of the user's, or a small set of real media that is drawn here. */
final class DemoMedia {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int MAX_FILES = 10_000;

    private DemoMedia() {}

    /** The regular files below {@code folder}, in the order of their names. */
    static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().limit(MAX_FILES).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    /** Two pictures, a sound, a document and a large binary. */
    static List<Path> make(Path folder, int binaryMebibytes) {
        try {
            Path png = folder.resolve("aquarium.png");
            ImageIO.write(picture(BufferedImage.TYPE_INT_ARGB, "PNG", new Color(12, 66, 110)), "png", png.toFile());
            Path jpeg = folder.resolve("showcase.jpg");
            ImageIO.write(picture(BufferedImage.TYPE_INT_RGB, "JPEG", new Color(120, 40, 24)), "jpg", jpeg.toFile());
            Path wav = folder.resolve("tone.wav");
            writeTone(wav);
            Path pdf = folder.resolve("label.pdf");
            Files.write(pdf, onePage("Vitrine: what went in can be looked at later, unharmed."));
            Path binary = folder.resolve("volume.bin");
            writeBinary(binary, binaryMebibytes);
            return List.of(png, jpeg, wav, pdf, binary);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the demo's media to " + folder, e);
        }
    }

    private static BufferedImage picture(int imageType, String title, Color background) {
        BufferedImage image = new BufferedImage(640, 400, imageType);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(
                0, 0, background, 640, 400, background.brighter().brighter()));
        pen.fillRect(0, 0, 640, 400);
        Random places = new Random(7);
        pen.setStroke(new BasicStroke(3));
        for (int i = 0; i < 24; i++) {
            pen.setColor(new Color(255, 255, 255, 60 + places.nextInt(120)));
            int size = 10 + places.nextInt(70);
            pen.drawOval(places.nextInt(600), places.nextInt(360), size, size);
        }
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 64));
        pen.setColor(Color.WHITE);
        pen.drawString(title, 40, 220);
        pen.dispose();
        return image;
    }

    private static void writeTone(Path file) throws IOException {
        AudioFormat format = new AudioFormat(16_000, 16, 1, true, false);
        byte[] samples = new byte[2 * 16_000];
        for (int i = 0; i < samples.length / 2; i++) {
            short level = (short) (9_000 * Math.sin(2 * Math.PI * 440 * i / 16_000.0));
            samples[2 * i] = (byte) level;
            samples[2 * i + 1] = (byte) (level >> 8);
        }
        AudioInputStream tone =
                new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / format.getFrameSize());
        AudioSystem.write(tone, AudioFileFormat.Type.WAVE, file.toFile());
    }

    private static byte[] onePage(String text) throws IOException {
        String stream = "BT /F1 18 Tf 60 700 Td (" + text + ") Tj ET";
        String[] objects = {
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                    + " /Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length " + stream.length() + " >>\nstream\n" + stream + "\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        };
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.write("%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder table = new StringBuilder("xref\n0 6\n0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            table.append(String.format("%010d 00000 n %n", pdf.size()).replace(System.lineSeparator(), "\n"));
            pdf.write(((i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n").getBytes(StandardCharsets.US_ASCII));
        }
        int start = pdf.size();
        table.append("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n")
                .append(start)
                .append("\n%%EOF\n");
        pdf.write(table.toString().getBytes(StandardCharsets.US_ASCII));
        return pdf.toByteArray();
    }

    private static void writeBinary(Path file, int mebibytes) throws IOException {
        byte[] piece = new byte[MEBIBYTE];
        Random bytes = new Random(42);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                bytes.nextBytes(piece);
                out.write(piece);
            }
        }
    }
}
