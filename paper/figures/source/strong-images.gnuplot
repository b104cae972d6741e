# Draws strong-images.pdf, strong-images.svg and strong-images.png in the folder above from strong-images.csv beside this script.
# By hand, in this folder: gnuplot strong-images.gnuplot
set encoding utf8
set datafile separator ','
data = 'strong-images.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 17cm,12.822081cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../strong-images.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 643,485 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output "| sed 's/<image /<image image-rendering=\"pixelated\" /' > ../strong-images.svg"
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 2008,1514 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../strong-images.png'
  marker = 4.167
}
set palette model RGB functions gray, gray, gray; set cbrange [0:255]; unset colorbox
unset key; unset tics; unset border; unset label
set lmargin at screen 0.168529
set rmargin at screen 0.994118
set tmargin at screen 0.992201
set bmargin at screen 0.007799
set xrange [-0.5:297.5]; set yrange [267.5:-0.5]
set label 'clean' at first -3.047916,13.5 right font 'DejaVu Sans,7.5'
set label 'vanilla, evaluation' at first -3.047916,43.5 right font 'DejaVu Sans,7.5'
set label 'change (0.66)' at first -3.047916,73.5 right font 'DejaVu Sans,7.5'
set label 'gtn, evaluation' at first -3.047916,103.5 right font 'DejaVu Sans,7.5'
set label 'change (1.23)' at first -3.047916,133.5 right font 'DejaVu Sans,7.5'
set label 'vanilla, training' at first -3.047916,163.5 right font 'DejaVu Sans,7.5'
set label 'change (0.76)' at first -3.047916,193.5 right font 'DejaVu Sans,7.5'
set label 'gtn, training' at first -3.047916,223.5 right font 'DejaVu Sans,7.5'
set label 'change (1.06)' at first -3.047916,253.5 right font 'DejaVu Sans,7.5'
plot data matrix with image
unset output
}
