# Draws curriculum-images-base_larger3.pdf, curriculum-images-base_larger3.svg and curriculum-images-base_larger3.png in the folder above from curriculum-images-base_larger3.csv beside this script.
# By hand, in this folder: gnuplot curriculum-images-base_larger3.gnuplot
set encoding utf8
set datafile separator ','
data = 'curriculum-images-base_larger3.csv'
do for [format in 'pdf svg png'] {
if (format eq 'pdf') {
  set terminal pdfcairo size 8.5cm,6.294396cm noenhanced font 'DejaVu Sans,8' fontscale 0.75 linewidth 2
  set output '../curriculum-images-base_larger3.pdf'
  marker = 1.0
}
if (format eq 'svg') {
  set terminal svg size 321,238 noenhanced font 'DejaVu Sans,8' fontscale 1.333 linewidth 1.333 \
    dashlength 0.67 background 'white'
  set output "| sed 's/<image /<image image-rendering=\"pixelated\" /' > ../curriculum-images-base_larger3.svg"
  marker = 1.5
}
if (format eq 'png') {
  set terminal pngcairo size 1004,743 noenhanced font 'DejaVu Sans,8' fontscale 3.125 linewidth 4.167
  set output '../curriculum-images-base_larger3.png'
  marker = 4.167
}
set palette model RGB functions gray, gray, gray; set cbrange [0:255]; unset colorbox
unset key; unset tics; unset border; unset label
set lmargin at screen 0.146471
set rmargin at screen 0.988235
set tmargin at screen 0.923742
set bmargin at screen 0.015887
set xrange [-0.5:297.5]; set yrange [237.5:-0.5]
set label '0' at first 13.5,-8.413347 center font 'DejaVu Sans,7.5'
set label '1' at first 43.5,-8.413347 center font 'DejaVu Sans,7.5'
set label '2' at first 73.5,-8.413347 center font 'DejaVu Sans,7.5'
set label '3' at first 103.5,-8.413347 center font 'DejaVu Sans,7.5'
set label '4' at first 133.5,-8.413347 center font 'DejaVu Sans,7.5'
set label '5' at first 163.5,-8.413347 center font 'DejaVu Sans,7.5'
set label '6' at first 193.5,-8.413347 center font 'DejaVu Sans,7.5'
set label '7' at first 223.5,-8.413347 center font 'DejaVu Sans,7.5'
set label '8' at first 253.5,-8.413347 center font 'DejaVu Sans,7.5'
set label '9' at first 283.5,-8.413347 center font 'DejaVu Sans,7.5'
set label 'step 1' at first -5.497904,13.5 right font 'DejaVu Sans,7.5'
set label 'step 10' at first -5.497904,43.5 right font 'DejaVu Sans,7.5'
set label 'step 19' at first -5.497904,73.5 right font 'DejaVu Sans,7.5'
set label 'step 28' at first -5.497904,103.5 right font 'DejaVu Sans,7.5'
set label 'step 37' at first -5.497904,133.5 right font 'DejaVu Sans,7.5'
set label 'step 46' at first -5.497904,163.5 right font 'DejaVu Sans,7.5'
set label 'step 55' at first -5.497904,193.5 right font 'DejaVu Sans,7.5'
set label 'step 64' at first -5.497904,223.5 right font 'DejaVu Sans,7.5'
plot data matrix with image
unset output
}
