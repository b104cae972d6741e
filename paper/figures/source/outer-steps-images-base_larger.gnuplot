# Draws outer-steps-images-base_larger.pdf, outer-steps-images-base_larger.svg and outer-steps-images-base_larger.png in the folder above from outer-steps-images-base_larger.csv beside this script.
# By hand, in this folder: gnuplot outer-steps-images-base_larger.gnuplot
set encoding utf8
set datafile separator ','
data = 'outer-steps-images-base_larger.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 8.5cm,3.359732cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../outer-steps-images-base_larger.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 321,127 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output "| sed 's/<image /<image image-rendering=\"pixelated\" /' > ../outer-steps-images-base_larger.svg"
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 1004,397 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../outer-steps-images-base_larger.png'
  marker = 4.167
}
set palette model RGB functions gray, gray, gray; set cbrange [0:255]; unset colorbox
unset key; unset tics; unset border; unset label
set lmargin at screen 0.162353
set rmargin at screen 0.988235
set tmargin at screen 0.857131
set bmargin at screen 0.029764
set xrange [-0.5:297.5]; set yrange [117.5:-0.5]
set label '0' at first 13.5,-8.565527 center font 'DejaVu Sans,7.5'
set label '1' at first 43.5,-8.565527 center font 'DejaVu Sans,7.5'
set label '2' at first 73.5,-8.565527 center font 'DejaVu Sans,7.5'
set label '3' at first 103.5,-8.565527 center font 'DejaVu Sans,7.5'
set label '4' at first 133.5,-8.565527 center font 'DejaVu Sans,7.5'
set label '5' at first 163.5,-8.565527 center font 'DejaVu Sans,7.5'
set label '6' at first 193.5,-8.565527 center font 'DejaVu Sans,7.5'
set label '7' at first 223.5,-8.565527 center font 'DejaVu Sans,7.5'
set label '8' at first 253.5,-8.565527 center font 'DejaVu Sans,7.5'
set label '9' at first 283.5,-8.565527 center font 'DejaVu Sans,7.5'
set label 'step 50' at first -5.594017,13.5 right font 'DejaVu Sans,7.5'
set label 'step 200' at first -5.594017,43.5 right font 'DejaVu Sans,7.5'
set label 'step 400' at first -5.594017,73.5 right font 'DejaVu Sans,7.5'
set label 'step 600' at first -5.594017,103.5 right font 'DejaVu Sans,7.5'
plot data matrix with image
unset output
}
