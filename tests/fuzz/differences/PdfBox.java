import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** Reads names of files, one a line, and writes a line for each page (width, height, pixels, text) and an empty one. */
public class PdfBox {
    public static void main(String[] arguments) throws Exception {
        float scale = Float.parseFloat(arguments[0]) / 72;
        BufferedReader names = new BufferedReader(new InputStreamReader(System.in));
        for (String name = names.readLine(); name != null; name = names.readLine()) {
            try (PDDocument document = Loader.loadPDF(new File(name))) {
                PDFRenderer renderer = new PDFRenderer(document);
                for (int page = 0; page < document.getNumberOfPages(); page++) {
                    BufferedImage image = renderer.renderImage(page, scale);
                    int width = image.getWidth(), height = image.getHeight();
                    byte[] grey = new byte[width * height];
                    for (int i = 0; i < grey.length; i++) {
                        int colour = image.getRGB(i % width, i / width);
                        grey[i] = (byte) (((colour >> 16 & 255) + (colour >> 8 & 255) + (colour & 255)) / 3);
                    }
                    PDFTextStripper words = new PDFTextStripper();
                    words.setStartPage(page + 1);
                    words.setEndPage(page + 1);
                    Base64.Encoder digits = Base64.getEncoder();
                    System.out.println(width + " " + height + " " + digits.encodeToString(grey) + " "
                        + digits.encodeToString(words.getText(document).getBytes("UTF-8")));
                }
            } catch (Throwable failure) {
                System.out.println("error " + failure.toString().replace('\n', ' '));
            }
            System.out.println();
            System.out.flush();
        }
    }
}
